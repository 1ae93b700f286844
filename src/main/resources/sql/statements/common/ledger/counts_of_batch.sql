-- What was read and quarantined of each source of a batch since it was last loaded or taken back. A replay takes out of
-- the quarantine what it loads.
with replaced as (
    select max(run_id) as run_id
    from loadstar.run
    where subject_area = ?
        and batch_date = ?
        and status = 'published'
        and kind in ('load', 'retract')
)

select
    counts.source,
    sum(case when run.kind = 'replay' then 0 else counts.records_read end) as records_read,
    sum(counts.records_quarantined - case when run.kind = 'replay' then counts.records_read else 0 end) as records_quarantined
from loadstar.run_source as counts
inner join loadstar.run as run
    on run.run_id = counts.run_id
cross join replaced
where run.subject_area = ?
    and run.batch_date = ?
    and run.status = 'published'
    and run.run_id >= coalesce(replaced.run_id, 0)
group by counts.source
