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
    -- One that was rewritten, and taken since, is another file.
    and not exists (
        select 1
        from loadstar.run_file as newer
        inner join loadstar.run as newer_run
            on newer_run.run_id = newer.run_id
        where newer_run.subject_area = run.subject_area
            and newer_run.status = 'published'
            and not newer.is_set_aside
            and newer.source = file.source
            and newer.path = file.path
            and newer.run_id > file.run_id
            and (newer.length <> file.length or newer.modified <> file.modified)
    )
order by file.run_id desc
