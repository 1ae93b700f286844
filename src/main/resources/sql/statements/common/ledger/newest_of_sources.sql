-- How far the events of each source have come, as far as a stream took them.
select
    file.source,
    max(file.newest) as newest
from loadstar.run_file as file
inner join loadstar.run as run
    on run.run_id = file.run_id
where run.subject_area = ?
    and run.status = 'published'
    and file.newest is not null
group by file.source
