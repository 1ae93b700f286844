-- Generated from engagement.yaml by 'loadstar generate engagement'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure engagement_staging.restage_dim_user(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into engagement_staging.staging_dim_user (
        user_durable_key,
        user_id,
        join_date,
        country,
        device_type,
        subscription_type,
        _natural_key,
        _tracked_hash,
        _row_hash,
        _run_id
    )
    select
        history.user_durable_key,
        history.user_id,
        history.join_date,
        history.country,
        history.device_type,
        history.subscription_type,
        history._natural_key,
        history._tracked_hash,
        history._row_hash,
        p_run_id
    from engagement_staging.history_dim_user as history
    left join engagement_staging.staging_dim_user as staged
        on staged.user_durable_key = history.user_durable_key
        and staged._run_id = p_run_id
    where history._batch_date = p_batch_date
        and staged._run_id is null;
end
$$;
