update loadstar.run
set
    status = 'aborted',
    finished_at = ?,
    message = 'The process ended before the run did.'
where subject_area = ?
    and status = 'running'
