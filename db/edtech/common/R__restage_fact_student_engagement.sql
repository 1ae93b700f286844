-- Generated from edtech.yaml by 'loadstar generate edtech'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
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
        before.student_key,
        before.course_key,
        before.date_key,
        before.event_at,
        before.event_type,
        before.event_score,
        p_run_id
    from edtech.fact_student_engagement as before
    left join edtech_staging.staging_fact_student_engagement as staged
        on staged.student_key = before.student_key
        and staged.course_key = before.course_key
        and staged.event_at = before.event_at
        and staged.event_type = before.event_type
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.student_key,
        before.course_key,
        before.date_key,
        before.event_at,
        before.event_type,
        before.event_score,
        p_run_id
    from edtech_staging.superseded_fact_student_engagement as before
    left join edtech_staging.staging_fact_student_engagement as staged
        on staged.student_key = before.student_key
        and staged.course_key = before.course_key
        and staged.event_at = before.event_at
        and staged.event_type = before.event_type
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
