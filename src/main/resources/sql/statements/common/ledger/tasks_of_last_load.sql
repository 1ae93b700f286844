with last_load as (
    select max(run.run_id) as run_id
    from loadstar.run
    inner join loadstar.run_stage on run_stage.run_id = run.run_id
    where run.subject_area = ?
        and run.kind = 'load'
)

select coalesce(sum(run_stage.tasks), 0)
from loadstar.run_stage
inner join last_load on last_load.run_id = run_stage.run_id
