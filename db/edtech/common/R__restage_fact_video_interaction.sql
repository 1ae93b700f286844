-- Generated from edtech.yaml by 'loadstar generate edtech'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
create or replace procedure edtech.restage_fact_video_interaction(
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
        before.student_key,
        before.date_key,
        before.video_id,
        before.watched_at,
        before.watch_time_seconds,
        p_run_id
    from edtech.fact_video_interaction as before
    left join edtech_staging.staging_fact_video_interaction as staged
        on staged.student_key = before.student_key
        and staged.video_id = before.video_id
        and staged.watched_at = before.watched_at
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null

    union all

    select
        before.student_key,
        before.date_key,
        before.video_id,
        before.watched_at,
        before.watch_time_seconds,
        p_run_id
    from edtech_staging.superseded_fact_video_interaction as before
    left join edtech_staging.staging_fact_video_interaction as staged
        on staged.student_key = before.student_key
        and staged.video_id = before.video_id
        and staged.watched_at = before.watched_at
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
