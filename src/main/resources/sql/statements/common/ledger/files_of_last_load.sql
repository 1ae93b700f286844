-- What the run read that made the batch what it is; a batch that was taken back has none.
select
    run.kind,
    run.spec_fingerprint,
    file.source,
    file.path,
    file.length,
    file.modified
from loadstar.run as run
inner join (
    select max(run_id) as run_id
    from loadstar.run
    where subject_area = ?
        and batch_date = ?
        and status = 'published'
        and kind in ('load', 'retract')
) as newest
    on newest.run_id = run.run_id
left join loadstar.run_file as file
    on file.run_id = run.run_id
