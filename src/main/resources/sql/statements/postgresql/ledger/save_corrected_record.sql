insert into loadstar.corrected_record (subject_area, batch_date, source, record_id, fields, run_id)
values (?, ?, ?, ?, ?, ?)
on conflict (subject_area, batch_date, source, record_id)
do update set
    fields = excluded.fields,
    run_id = excluded.run_id
