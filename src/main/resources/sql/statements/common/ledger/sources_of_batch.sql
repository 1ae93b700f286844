-- Sources of which a batch has taken files since it was last loaded or taken back. A load takes all of its sources;
-- those of before the ledger kept files have none.
with replaced as (
    select
        max(case when kind = 'retract' then run_id end) as retracted,
        max(case when kind = 'load' then run_id end) as loaded
    from loadstar.run
    where subject_area = ?
        and batch_date = ?
        and status = 'published'
)

select
    coalesce(replaced.loaded > coalesce(replaced.retracted, 0), false) as is_loaded,
    file.source
from replaced
left join (
    select
        own.source,
        max(own.run_id) as run_id
    from loadstar.run_file as own
    inner join loadstar.run as run
        on run.run_id = own.run_id
    where run.subject_area = ?
        and run.batch_date = ?
        and run.status = 'published'
        and not own.is_set_aside
    group by own.source
) as file
    on file.run_id > coalesce(replaced.retracted, 0)
