insert into loadstar.run (subject_area, batch_date, kind, token, status, started_at, input, spec_fingerprint)
values (?, ?, ?, ?, 'running', ?, ?, ?)
returning run_id
