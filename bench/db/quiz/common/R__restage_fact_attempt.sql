-- Generated from quiz.yaml by 'loadstar generate quiz'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure quiz.restage_fact_attempt(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into quiz_staging.staging_fact_attempt (
        student_key,
        course_key,
        date_key,
        quiz_id,
        attempt_time,
        score,
        is_passed,
        _run_id
    )
    select
        student_key,
        course_key,
        date_key,
        quiz_id,
        attempt_time,
        score,
        is_passed,
        p_run_id
    from quiz.fact_attempt
    where _batch_date = p_batch_date

    union all

    select
        student_key,
        course_key,
        date_key,
        quiz_id,
        attempt_time,
        score,
        is_passed,
        p_run_id
    from quiz_staging.superseded_fact_attempt
    where _batch_date = p_batch_date;
end
$$;
