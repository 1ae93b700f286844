-- Generated from learning.yaml by 'loadstar generate learning'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure learning.sweep_dim_user()
language plpgsql
as $$
begin
    delete from learning_staging.touched_dim_user
    where user_key in (
        select user_key
        from learning_staging.history_dim_user
        where _row_hash is not null
    );

    delete from learning_staging.touched_dim_user
    where user_key in (select user_key from learning.fact_enrollment);

    delete from learning_staging.touched_dim_user
    where user_key in (select user_key from learning_staging.superseded_fact_enrollment);

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
