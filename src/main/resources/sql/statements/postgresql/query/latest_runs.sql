-- A run that is still open but whose lock is gone has died; the next run will write so.
with counts as (
    select
        run_id,
        sum(records_read) as records_read,
        sum(records_loaded) as loaded,
        sum(records_quarantined) as quarantined,
        sum(records_duplicate) as duplicates
    from loadstar.run_source
    group by run_id
)

select
    run.run_id as run,
    run.subject_area as area,
    run.batch_date,
    run.kind,
    case
        when run.status = 'running' and held.pid is null then 'aborted'
        else run.status
    end as status,
    to_char(run.started_at, 'YYYY-MM-DD HH24:MI:SS') as started_at,
    cast(extract(epoch from run.finished_at - run.started_at) as numeric(10, 1)) as seconds,
    counts.records_read as read,
    counts.loaded,
    counts.quarantined,
    counts.duplicates,
    run.message
from loadstar.run
left join counts on counts.run_id = run.run_id
left join pg_locks as held
    on held.locktype = 'advisory'
    and held.database = (select oid from pg_database where datname = current_database())
    and held.classid = hashtext('loadstar')::oid
    and held.objid = hashtext(run.subject_area)::oid
    and held.granted
where coalesce(?, run.subject_area) = run.subject_area
order by run.run_id desc
limit ?
