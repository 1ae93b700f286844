-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per course_key.
-- An older batch adds members that are new, and never overwrites a newer batch's values.
create or replace procedure learning.merge_dim_course(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    delete from learning_staging.changed_dim_course;

    insert into learning_staging.changed_dim_course (
        course_key,
        course_id,
        course_name,
        domain,
        course_level,
        price,
        _row_hash,
        _run_id
    )
    select
        staged.course_key,
        staged.course_id,
        staged.course_name,
        staged.domain,
        staged.course_level,
        staged.price,
        staged._row_hash,
        staged._run_id
    from learning_staging.staging_dim_course as staged
    left join learning.dim_course as present
        on present.course_key = staged.course_key
    where staged._run_id = p_run_id
        and (
            present.course_key is null
            or present._batch_date < p_batch_date
            or (present._batch_date = p_batch_date and present._row_hash <> staged._row_hash)
        );

    get diagnostics p_rows = row_count;

    merge into learning.dim_course
    using learning_staging.changed_dim_course as changed
    on dim_course.course_key = changed.course_key
    when matched then update set
        course_id = changed.course_id,
        course_name = changed.course_name,
        domain = changed.domain,
        course_level = changed.course_level,
        price = changed.price,
        _row_hash = changed._row_hash,
        _batch_date = p_batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        course_key,
        course_id,
        course_name,
        domain,
        course_level,
        price,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.course_key,
        changed.course_id,
        changed.course_name,
        changed.domain,
        changed.course_level,
        changed.price,
        changed._row_hash,
        p_batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
