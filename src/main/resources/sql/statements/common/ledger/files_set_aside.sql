-- Files that no published run has taken since.
select
    file.path,
    file.length,
    file.modified
from loadstar.run_file as file
inner join loadstar.run as run
    on run.run_id = file.run_id
left join (
    select
        taken.path,
        max(taken.run_id) as run_id
    from loadstar.run_file as taken
    inner join loadstar.run as by_run
        on by_run.run_id = taken.run_id
    where by_run.subject_area = ?
        and by_run.status = 'published'
        and not taken.is_set_aside
    group by taken.path
) as later
    on later.path = file.path
    and later.run_id > file.run_id
where run.subject_area = ?
    and file.is_set_aside
    and later.path is null
order by file.run_id
