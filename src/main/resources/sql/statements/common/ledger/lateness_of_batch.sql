-- What streams knew of time when they took the batch's files; the oldest run of a file last, since it was the first to judge it.
select
    file.source,
    file.path,
    file.length,
    file.modified,
    file.watermark,
    file.is_sent,
    file.is_stray
from loadstar.run_file as file
inner join loadstar.run as run
    on run.run_id = file.run_id
where run.subject_area = ?
    and run.batch_date = ?
    and run.status = 'published'
    and not file.is_set_aside
    and file.watermark is not null
order by file.run_id desc
