-- Generated from edtech.yaml by 'loadstar generate edtech'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure edtech.keep_fact_video_interaction(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into edtech_staging.staging_fact_video_interaction (
        student_key,
        date_key,
        video_id,
        watched_at,
        watch_time_seconds,
        _run_id
    )
    select
        student_key,
        date_key,
        video_id,
        watched_at,
        watch_time_seconds,
        p_run_id
    from edtech.fact_video_interaction
    where _batch_date = p_batch_date

    union all

    select
        student_key,
        date_key,
        video_id,
        watched_at,
        watch_time_seconds,
        p_run_id
    from edtech_staging.superseded_fact_video_interaction
    where _batch_date = p_batch_date;
end
$$;
