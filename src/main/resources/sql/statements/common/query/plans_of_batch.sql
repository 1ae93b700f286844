select
    plan.run_id,
    plan.owner,
    plan.operation,
    plan.plan,
    plan.advice
from loadstar.run_plan as plan
inner join (
    select max(run_id) as run_id
    from loadstar.run
    where subject_area = ? and batch_date = ? and status = 'published' and kind = 'load'
) as latest on latest.run_id = plan.run_id
order by plan.ordinal
