-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per user_key.
-- An older batch adds members that are new, and never overwrites a newer batch's values.
create or replace procedure learning.merge_dim_user(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
begin
    delete from learning_staging.changed_dim_user;

    insert into learning_staging.changed_dim_user (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _run_id
    )
    select
        staged.user_key,
        staged.user_id,
        staged.user_name,
        staged.age,
        staged.city,
        staged.skills,
        staged.skill_group_key,
        staged._row_hash,
        staged._run_id
    from learning_staging.staging_dim_user as staged
    left join learning.dim_user as present
        on present.user_key = staged.user_key
    where staged._run_id = p_run_id
        and (
            present.user_key is null
            or present._batch_date < p_batch_date
            or (present._batch_date = p_batch_date and present._row_hash <> staged._row_hash)
        );

    get diagnostics p_rows = row_count;

    merge into learning.dim_user
    using learning_staging.changed_dim_user as changed
    on dim_user.user_key = changed.user_key
    when matched then update set
        user_id = changed.user_id,
        user_name = changed.user_name,
        age = changed.age,
        city = changed.city,
        skills = changed.skills,
        skill_group_key = changed.skill_group_key,
        _row_hash = changed._row_hash,
        _batch_date = p_batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.user_key,
        changed.user_id,
        changed.user_name,
        changed.age,
        changed.city,
        changed.skills,
        changed.skill_group_key,
        changed._row_hash,
        p_batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
