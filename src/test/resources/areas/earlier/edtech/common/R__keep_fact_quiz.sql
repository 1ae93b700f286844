-- Generated from edtech.yaml by 'loadstar generate edtech'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure edtech.keep_fact_quiz(
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
        student_key,
        date_key,
        quiz_id,
        attempt_time,
        quiz_score,
        is_passed,
        p_run_id
    from edtech.fact_quiz
    where _batch_date = p_batch_date

    union all

    select
        student_key,
        date_key,
        quiz_id,
        attempt_time,
        quiz_score,
        is_passed,
        p_run_id
    from edtech_staging.superseded_fact_quiz
    where _batch_date = p_batch_date;
end
$$;
