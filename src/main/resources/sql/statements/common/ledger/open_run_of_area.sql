select
    run_id,
    batch_date,
    to_char(started_at, 'YYYY-MM-DD HH24:MI:SS')
from loadstar.run
where subject_area = ?
    and status = 'running'
order by run_id desc
limit 1
