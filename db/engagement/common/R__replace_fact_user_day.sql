-- Generated from engagement.yaml by 'loadstar generate engagement'. Grain: one row per user_durable_key, acted_on and batch.
-- Runs after retract_fact_user_day.
create or replace procedure engagement_staging.replace_fact_user_day(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze engagement_staging.staging_fact_user_day;

    insert into engagement.fact_user_day (
        user_key,
        user_durable_key,
        date_key,
        acted_on,
        actions,
        duration_ms,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(user_key_row.user_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.user_durable_key,
        staged.date_key,
        staged.acted_on,
        staged.actions,
        staged.duration_ms,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from engagement_staging.staging_fact_user_day as staged
    left join engagement.dim_user as user_key_row
        on user_key_row.user_durable_key = staged.user_durable_key
        and user_key_row._facts_from <= staged.date_key
        and user_key_row._facts_until > staged.date_key
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from engagement_staging.touched_dim_user
    where user_durable_key in (select user_durable_key from engagement_staging.staging_fact_user_day where _run_id = p_run_id)
        and user_durable_key in (select user_durable_key from engagement.dim_user where is_inferred);

    insert into engagement_staging.changed_dates (date_key)
    select distinct date_key from engagement_staging.staging_fact_user_day where _run_id = p_run_id;
end
$$;
