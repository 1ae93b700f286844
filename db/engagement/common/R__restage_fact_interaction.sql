-- Generated from engagement.yaml by 'loadstar generate engagement'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure engagement.restage_fact_interaction(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into engagement_staging.staging_fact_interaction (
        user_durable_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        app_version,
        duration_ms,
        _run_id
    )
    select
        user_durable_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        app_version,
        duration_ms,
        p_run_id
    from engagement.fact_interaction
    where _batch_date = p_batch_date

    union all

    select
        user_durable_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        app_version,
        duration_ms,
        p_run_id
    from engagement_staging.superseded_fact_interaction
    where _batch_date = p_batch_date;
end
$$;
