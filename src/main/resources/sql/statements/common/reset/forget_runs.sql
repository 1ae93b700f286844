delete from loadstar.{{ table }}
where run_id in (
    select run_id
    from loadstar.run
    where subject_area = ?
)
