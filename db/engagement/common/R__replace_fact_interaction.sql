-- Generated from engagement.yaml by 'loadstar generate engagement'. Grain: one row per user_durable_key, acted_at, action_type, page_id.
-- Runs after retract_fact_interaction.
create or replace procedure engagement_staging.replace_fact_interaction(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_others bigint;
    v_first_date integer;
    v_last_date integer;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze engagement_staging.staging_fact_interaction;

    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from engagement.fact_interaction
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from engagement_staging.staging_fact_interaction
        where _run_id = p_run_id;

        -- All of them: asked for the first alone, the planner reads the table up to it.
        select count(*)
        into v_others
        from engagement.fact_interaction
        where date_key between v_first_date and v_last_date;
    end if;

    if v_others > 0 then
        -- Rows that give way to this batch's.
        insert into engagement_staging.superseded_fact_interaction
        select present.*
        from engagement.fact_interaction as present
        inner join engagement_staging.staging_fact_interaction as staged
            on staged._run_id = p_run_id
            and staged.user_durable_key = present.user_durable_key
            and staged.acted_at = present.acted_at
            and staged.action_type = present.action_type
            and staged.page_id = present.page_id
        where present._batch_date < p_batch_date
            and present.date_key between v_first_date and v_last_date;

        delete from engagement.fact_interaction
        using engagement_staging.superseded_fact_interaction
        where superseded_fact_interaction._batch_date = fact_interaction._batch_date
            and fact_interaction.date_key between v_first_date and v_last_date
            and superseded_fact_interaction.user_durable_key = fact_interaction.user_durable_key
            and superseded_fact_interaction.acted_at = fact_interaction.acted_at
            and superseded_fact_interaction.action_type = fact_interaction.action_type
            and superseded_fact_interaction.page_id = fact_interaction.page_id;
    end if;

    -- Rows of this batch that give way to another's.
    insert into engagement_staging.superseded_fact_interaction (
        user_key,
        user_durable_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        app_version,
        duration_ms,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(user_key_row.user_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.user_durable_key,
        staged.date_key,
        staged.acted_at,
        staged.action_type,
        staged.page_id,
        staged.app_version,
        staged.duration_ms,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from engagement_staging.staging_fact_interaction as staged
    left join engagement.dim_user as user_key_row
        on user_key_row.user_durable_key = staged.user_durable_key
        and user_key_row._facts_from <= staged.date_key
        and user_key_row._facts_until > staged.date_key
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from engagement.fact_interaction as present
            where present.user_durable_key = staged.user_durable_key
                and present.acted_at = staged.acted_at
                and present.action_type = staged.action_type
                and present.page_id = staged.page_id
                and present.date_key between v_first_date and v_last_date
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from engagement_staging.staging_fact_interaction
        using engagement_staging.superseded_fact_interaction
        where superseded_fact_interaction._batch_date = p_batch_date
            and staging_fact_interaction._run_id = p_run_id
            and superseded_fact_interaction.user_durable_key = staging_fact_interaction.user_durable_key
            and superseded_fact_interaction.acted_at = staging_fact_interaction.acted_at
            and superseded_fact_interaction.action_type = staging_fact_interaction.action_type
            and superseded_fact_interaction.page_id = staging_fact_interaction.page_id;
    end if;

    insert into engagement.fact_interaction (
        user_key,
        user_durable_key,
        date_key,
        acted_at,
        action_type,
        page_id,
        app_version,
        duration_ms,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        coalesce(user_key_row.user_key, '0000000000000000000000000000000000000000000000000000000000000000'),
        staged.user_durable_key,
        staged.date_key,
        staged.acted_at,
        staged.action_type,
        staged.page_id,
        staged.app_version,
        staged.duration_ms,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from engagement_staging.staging_fact_interaction as staged
    left join engagement.dim_user as user_key_row
        on user_key_row.user_durable_key = staged.user_durable_key
        and user_key_row._facts_from <= staged.date_key
        and user_key_row._facts_until > staged.date_key
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from engagement_staging.touched_dim_user
    where user_durable_key in (select user_durable_key from engagement_staging.staging_fact_interaction where _run_id = p_run_id)
        and user_durable_key in (select user_durable_key from engagement.dim_user where is_inferred);

    insert into engagement_staging.changed_dates (date_key)
    select distinct date_key from engagement_staging.staging_fact_interaction where _run_id = p_run_id;
end
$$;
