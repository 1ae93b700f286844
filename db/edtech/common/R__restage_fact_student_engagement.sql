-- Generated from edtech.yaml by 'loadstar generate edtech'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure edtech.restage_fact_student_engagement(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into edtech_staging.staging_fact_student_engagement (
        student_key,
        course_key,
        date_key,
        event_at,
        event_type,
        event_score,
        _run_id
    )
    select
        student_key,
        course_key,
        date_key,
        event_at,
        event_type,
        event_score,
        p_run_id
    from edtech.fact_student_engagement
    where _batch_date = p_batch_date

    union all

    select
        student_key,
        course_key,
        date_key,
        event_at,
        event_type,
        event_score,
        p_run_id
    from edtech_staging.superseded_fact_student_engagement
    where _batch_date = p_batch_date;
end
$$;
