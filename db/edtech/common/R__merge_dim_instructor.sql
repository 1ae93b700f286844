-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per instructor_key.
-- An older batch adds members that are new, and never overwrites a newer batch's values.
create or replace procedure edtech.merge_dim_instructor(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    delete from edtech_staging.changed_dim_instructor;

    insert into edtech_staging.changed_dim_instructor (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _run_id
    )
    select
        staged.instructor_key,
        staged.instructor_id,
        staged.instructor_name,
        staged.email,
        staged.mobile_number,
        staged._row_hash,
        staged._run_id
    from edtech_staging.staging_dim_instructor as staged
    left join edtech.dim_instructor as present
        on present.instructor_key = staged.instructor_key
    where staged._run_id = p_run_id
        and (
            present.instructor_key is null
            or present._batch_date < p_batch_date
            or (present._batch_date = p_batch_date and present._row_hash <> staged._row_hash)
        );

    get diagnostics p_rows = row_count;

    merge into edtech.dim_instructor
    using edtech_staging.changed_dim_instructor as changed
    on dim_instructor.instructor_key = changed.instructor_key
    when matched then update set
        instructor_id = changed.instructor_id,
        instructor_name = changed.instructor_name,
        email = changed.email,
        mobile_number = changed.mobile_number,
        _row_hash = changed._row_hash,
        _batch_date = p_batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.instructor_key,
        changed.instructor_id,
        changed.instructor_name,
        changed.email,
        changed.mobile_number,
        changed._row_hash,
        p_batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
