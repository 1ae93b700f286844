select run_id
from loadstar.run
where subject_area = ?
    and batch_date = ?
    and status = 'published'
limit 1
