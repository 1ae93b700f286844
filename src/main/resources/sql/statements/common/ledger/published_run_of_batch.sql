-- What was published since the batch was last taken back, if it was.
with retracted as (
    select max(run_id) as run_id
    from loadstar.run
    where subject_area = ?
        and batch_date = ?
        and status = 'published'
        and kind = 'retract'
)

select run.run_id
from loadstar.run as run
cross join retracted
where run.subject_area = ?
    and run.batch_date = ?
    and run.status = 'published'
    and run.run_id > coalesce(retracted.run_id, 0)
limit 1
