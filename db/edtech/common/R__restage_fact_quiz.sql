-- Generated from edtech.yaml by 'loadstar generate edtech'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
create or replace procedure edtech.restage_fact_quiz(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into edtech_staging.staging_fact_quiz (
        student_key,
        date_key,
        quiz_id,
        attempt_time,
        quiz_score,
        is_passed,
        _run_id
    )
    select
        before.student_key,
        before.date_key,
        before.quiz_id,
        before.attempt_time,
        before.quiz_score,
        before.is_passed,
        p_run_id
    from edtech.fact_quiz as before
    left join edtech_staging.staging_fact_quiz as staged
        on staged.student_key = before.student_key
        and staged.quiz_id = before.quiz_id
        and staged.attempt_time = before.attempt_time
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.student_key,
        before.date_key,
        before.quiz_id,
        before.attempt_time,
        before.quiz_score,
        before.is_passed,
        p_run_id
    from edtech_staging.superseded_fact_quiz as before
    left join edtech_staging.staging_fact_quiz as staged
        on staged.student_key = before.student_key
        and staged.quiz_id = before.quiz_id
        and staged.attempt_time = before.attempt_time
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
