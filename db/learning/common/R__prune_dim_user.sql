-- Generated from learning.yaml by 'loadstar generate learning'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure learning_staging.prune_dim_user()
language plpgsql
as $$
declare
    v_gone bigint;
begin
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from learning_staging.touched_dim_user as touched
        left join learning_staging.history_dim_user as history
            on history.user_key = touched.user_key
            and history._row_hash is not null
        where history.user_key is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from learning_staging.touched_dim_user
    where user_key in (
        select user_key
        from learning_staging.history_dim_user
        where _row_hash is not null
    );

    -- Those to whom facts still refer are told by it, and go with the last of these.
    update learning.dim_user
    set _batch_date = date '0001-01-01'
    where user_key in (select user_key from learning_staging.touched_dim_user);

    delete from learning_staging.touched_dim_user
    where user_key in (
        select fact.user_key
        from learning.fact_enrollment as fact
        inner join learning_staging.touched_dim_user as named
            on named.user_key = fact.user_key
    );

    delete from learning_staging.touched_dim_user
    where user_key in (
        select fact.user_key
        from learning_staging.superseded_fact_enrollment as fact
        inner join learning_staging.touched_dim_user as named
            on named.user_key = fact.user_key
    );

    update learning.fact_activity
    set user_key = '0000000000000000000000000000000000000000000000000000000000000000'
    where user_durable_key in (select user_key from learning_staging.touched_dim_user)
        and user_key <> '0000000000000000000000000000000000000000000000000000000000000000';

    update learning_staging.superseded_fact_activity
    set user_key = '0000000000000000000000000000000000000000000000000000000000000000'
    where user_durable_key in (select user_key from learning_staging.touched_dim_user)
        and user_key <> '0000000000000000000000000000000000000000000000000000000000000000';

    delete from learning.dim_user
    where user_key in (select user_key from learning_staging.touched_dim_user);
end
$$;
