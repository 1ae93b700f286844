-- Generated from engagement.yaml by 'loadstar generate engagement'. Runs after all facts are in place.
-- A member that no batch names any more is as if only facts had named it, and goes if none refers to it.
create or replace procedure engagement_staging.prune_dim_user()
language plpgsql
as $$
declare
    v_gone bigint;
    v_known bigint;
begin
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from engagement_staging.touched_dim_user as touched
        left join engagement_staging.history_dim_user as history
            on history.user_durable_key = touched.user_durable_key
            and history._row_hash is not null
        where history.user_durable_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from engagement_staging.touched_dim_user
    where user_durable_key in (
        select user_durable_key
        from engagement_staging.history_dim_user
        where _row_hash is not null
    );

    -- Of members that are inferred already nothing changes.
    select count(*)
    into v_known
    from engagement_staging.touched_dim_user as touched
    inner join engagement.dim_user as present
        on present.user_durable_key = touched.user_durable_key
        and not present.is_inferred;

    if v_known > 0 then
        insert into engagement_staging.changed_dates (date_key)
        select distinct fact.date_key
        from engagement.fact_interaction as fact
        inner join engagement_staging.touched_dim_user as touched
            on touched.user_durable_key = fact.user_durable_key;

        insert into engagement_staging.changed_dates (date_key)
        select distinct fact.date_key
        from engagement.fact_user_day as fact
        inner join engagement_staging.touched_dim_user as touched
            on touched.user_durable_key = fact.user_durable_key;

        delete from engagement.dim_user
        where user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user)
            and _facts_from <> 0;

        update engagement.dim_user
        set
            join_date = null,
            country = null,
            device_type = null,
            subscription_type = null,
            user_key = shared.version_key(_natural_key, date '0001-01-01'),
            valid_from = date '0001-01-01',
            valid_to = date '9999-12-31',
            is_current = true,
            _facts_until = 99999999,
            _tracked_hash = null,
            is_inferred = true,
            _row_hash = null,
            _batch_date = date '0001-01-01'
        where user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user)
            and not is_inferred;

        update engagement.fact_interaction
        set user_key = inferred.user_key
        from engagement.dim_user as inferred
        where inferred.user_durable_key = fact_interaction.user_durable_key
            and inferred.is_inferred
            and fact_interaction.user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user)
            and fact_interaction.user_key <> inferred.user_key;

        update engagement_staging.superseded_fact_interaction
        set user_key = inferred.user_key
        from engagement.dim_user as inferred
        where inferred.user_durable_key = superseded_fact_interaction.user_durable_key
            and inferred.is_inferred
            and superseded_fact_interaction.user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user)
            and superseded_fact_interaction.user_key <> inferred.user_key;

        update engagement.fact_user_day
        set user_key = inferred.user_key
        from engagement.dim_user as inferred
        where inferred.user_durable_key = fact_user_day.user_durable_key
            and inferred.is_inferred
            and fact_user_day.user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user)
            and fact_user_day.user_key <> inferred.user_key;

        update engagement_staging.superseded_fact_user_day
        set user_key = inferred.user_key
        from engagement.dim_user as inferred
        where inferred.user_durable_key = superseded_fact_user_day.user_durable_key
            and inferred.is_inferred
            and superseded_fact_user_day.user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user)
            and superseded_fact_user_day.user_key <> inferred.user_key;

    end if;

    delete from engagement_staging.touched_dim_user
    where user_durable_key in (
        select fact.user_durable_key
        from engagement.fact_interaction as fact
        inner join engagement_staging.touched_dim_user as named
            on named.user_durable_key = fact.user_durable_key
    );

    delete from engagement_staging.touched_dim_user
    where user_durable_key in (
        select fact.user_durable_key
        from engagement_staging.superseded_fact_interaction as fact
        inner join engagement_staging.touched_dim_user as named
            on named.user_durable_key = fact.user_durable_key
    );

    delete from engagement_staging.touched_dim_user
    where user_durable_key in (
        select fact.user_durable_key
        from engagement.fact_user_day as fact
        inner join engagement_staging.touched_dim_user as named
            on named.user_durable_key = fact.user_durable_key
    );

    delete from engagement_staging.touched_dim_user
    where user_durable_key in (
        select fact.user_durable_key
        from engagement_staging.superseded_fact_user_day as fact
        inner join engagement_staging.touched_dim_user as named
            on named.user_durable_key = fact.user_durable_key
    );

    delete from engagement.dim_user
    where user_durable_key in (select user_durable_key from engagement_staging.touched_dim_user);
end
$$;
