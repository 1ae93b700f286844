select
    step,
    milliseconds
from loadstar.run_step
where run_id = ?
order by milliseconds desc
