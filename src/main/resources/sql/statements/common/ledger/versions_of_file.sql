-- A file as published runs took it, and as it was when it was set aside.
select
    file.length,
    file.modified,
    file.is_set_aside
from loadstar.run_file as file
inner join loadstar.run as run
    on run.run_id = file.run_id
where run.subject_area = ?
    and file.path = ?
    and (run.status = 'published' or file.is_set_aside)
order by file.run_id
