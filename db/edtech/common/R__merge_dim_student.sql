-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per student_key.
-- An older batch adds members that are new, and never overwrites a newer batch's values.
create or replace procedure edtech.merge_dim_student(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    delete from edtech_staging.changed_dim_student;

    insert into edtech_staging.changed_dim_student (
        student_key,
        student_id,
        student_name,
        email,
        enrollment_date,
        _row_hash,
        _run_id
    )
    select
        staged.student_key,
        staged.student_id,
        staged.student_name,
        staged.email,
        staged.enrollment_date,
        staged._row_hash,
        staged._run_id
    from edtech_staging.staging_dim_student as staged
    left join edtech.dim_student as present
        on present.student_key = staged.student_key
    where staged._run_id = p_run_id
        and (
            present.student_key is null
            or present._batch_date < p_batch_date
            or (present._batch_date = p_batch_date and present._row_hash <> staged._row_hash)
        );

    get diagnostics p_rows = row_count;

    merge into edtech.dim_student
    using edtech_staging.changed_dim_student as changed
    on dim_student.student_key = changed.student_key
    when matched then update set
        student_id = changed.student_id,
        student_name = changed.student_name,
        email = changed.email,
        enrollment_date = changed.enrollment_date,
        _row_hash = changed._row_hash,
        _batch_date = p_batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        student_key,
        student_id,
        student_name,
        email,
        enrollment_date,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.student_key,
        changed.student_id,
        changed.student_name,
        changed.email,
        changed.enrollment_date,
        changed._row_hash,
        p_batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
