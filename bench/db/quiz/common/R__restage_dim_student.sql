-- Generated from quiz.yaml by 'loadstar generate quiz'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure quiz_staging.restage_dim_student(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into quiz_staging.staging_dim_student (
        student_key,
        student_id,
        student_name,
        email,
        enrollment_date,
        _row_hash,
        _run_id
    )
    select
        history.student_key,
        history.student_id,
        history.student_name,
        history.email,
        history.enrollment_date,
        history._row_hash,
        p_run_id
    from quiz_staging.history_dim_student as history
    left join quiz_staging.staging_dim_student as staged
        on staged.student_key = history.student_key
        and staged._run_id = p_run_id
    left join quiz_staging.unstated_dim_student as unstated
        on unstated.student_key = history.student_key
        and unstated.batch_date = p_batch_date
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
        and staged._run_id is null;
end
$$;
