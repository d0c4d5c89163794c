import { sql, type Kysely } from "kysely";

/**
 * What the queue of proposals is filtered and sorted by. The columns are made of the document by the database itself,
 * so that what a process of an earlier version writes has them, too.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table proposals
      add column device_name text collate "C" not null
        generated always as (lower(coalesce(document #>> '{device,name}', ''))) stored,
      add column serial_number text collate "C" not null
        generated always as (lower(coalesce(document #>> '{device,serialNumber}', ''))) stored,
      add column from_user text generated always as (document #>> '{fromUser,id}') stored,
      add column to_user text generated always as (document #>> '{toUser,id}') stored,
      add column is_staged boolean not null
        generated always as (coalesce(document #>> '{evidence,outcome,reason}' = 'staged', false)) stored,
      add column certainty text
        generated always as (
          case document #>> '{evidence,outcome,kind}'
            when 'took-over' then
              case when document #>> '{evidence,outcome,toUser,id}' = document #>> '{toUser,id}'
                then document #>> '{evidence,outcome,certainty}' end
            when 'used-by-many' then
              case when document #>> '{toUser,id}' is null then document #>> '{evidence,outcome,certainty}' end
            when 'reassign' then
              case when document #>> '{evidence,outcome,toUser}' = document #>> '{toUser,id}' then 'likely' end
            when 'handed-off' then
              case when document #>> '{evidence,outcome,toUser}' = document #>> '{toUser,id}' then 'likely' end
            when 'clear' then case when document #>> '{toUser,id}' is null then 'likely' end
            when 'shared' then case when document #>> '{toUser,id}' is null then 'likely' end
          end
        ) stored`.execute(db);
  await sql`create index proposals_queue_by_time on proposals (state, created_at, id)`.execute(
    db,
  );
  await sql`create index proposals_queue_by_strength on proposals (state, strength desc, created_at, id)`.execute(
    db,
  );
  await sql`create index proposals_queue_by_name on proposals (state, device_name, created_at, id)`.execute(
    db,
  );
  await sql`
    create index proposals_queue_by_due
    on proposals (state, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), created_at, id)
    where state in ('pending', 'snoozed')`.execute(db);
  await sql`create index proposals_by_from_user on proposals (from_user) where from_user is not null`.execute(
    db,
  );
  await sql`create index proposals_by_to_user on proposals (to_user) where to_user is not null`.execute(
    db,
  );
}
