-- The newest runs, with where their time went and how long their files had waited.
with counts as (
    select
        run_id,
        sum(records_read) as records_read,
        sum(records_loaded) as loaded,
        sum(records_quarantined) as quarantined
    from loadstar.run_source
    group by run_id
),

steps as (
    select
        run_id,
        max(case when step = 'validate' then milliseconds end) as validate_ms,
        max(case when step = 'stage' then milliseconds end) as stage_ms,
        max(case when step = 'publish' then milliseconds end) as publish_ms
    from loadstar.run_step
    group by run_id
),

files as (
    select
        run_id,
        min(modified) as oldest
    from loadstar.run_file
    where not is_set_aside
        and modified > 0
    group by run_id
)

select
    run.run_id as run,
    run.batch_date,
    run.kind,
    run.status,
    to_char(run.finished_at, 'HH24:MI:SS') as ended,
    counts.records_read as read,
    counts.loaded,
    counts.quarantined,
    cast(counts.records_read / nullif(extract(epoch from run.finished_at - run.started_at), 0) as bigint) as per_second,
    cast(extract(epoch from run.finished_at - run.started_at) as numeric(10, 1)) as seconds,
    cast(steps.validate_ms / 1000.0 as numeric(10, 1)) as validate,
    cast(steps.stage_ms / 1000.0 as numeric(10, 1)) as stage,
    cast(steps.publish_ms / 1000.0 as numeric(10, 1)) as publish,
    cast(extract(epoch from run.finished_at) - files.oldest / 1000.0 as numeric(12, 1)) as since_file
from loadstar.run
left join counts on counts.run_id = run.run_id
left join steps on steps.run_id = run.run_id
left join files on files.run_id = run.run_id
where run.subject_area = ?
order by run.run_id desc
limit ?
