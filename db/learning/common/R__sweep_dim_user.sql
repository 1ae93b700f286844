-- Generated from learning.yaml by 'loadstar generate learning'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure learning.sweep_dim_user()
language plpgsql
as $$
begin
    delete from learning.dim_user
    using (
        select touched.user_key
        from learning_staging.touched_dim_user as touched
        left join learning_staging.history_dim_user as history
            on history.user_key = touched.user_key
            and history._row_hash is not null
        left join learning.fact_enrollment as fact_0
            on fact_0.user_key = touched.user_key
        left join learning_staging.superseded_fact_enrollment as superseded_0
            on superseded_0.user_key = touched.user_key
        left join learning.fact_activity as fact_1
            on fact_1.user_key = touched.user_key
        left join learning_staging.superseded_fact_activity as superseded_1
            on superseded_1.user_key = touched.user_key
        where history.user_key is null
            and fact_0.user_key is null
            and superseded_0.user_key is null
            and fact_1.user_key is null
            and superseded_1.user_key is null
    ) as gone
    where gone.user_key = dim_user.user_key;
end
$$;
