-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per user_key, course_key.
-- Runs after retract_fact_enrollment.
create or replace procedure learning_staging.replace_fact_enrollment(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_others bigint;
begin
    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from learning.fact_enrollment
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        -- The planner knows a former run's rows; with those in mind it may join row by row.
        analyze learning_staging.staging_fact_enrollment;

        -- Rows that give way to this batch's.
        insert into learning_staging.superseded_fact_enrollment
        select present.*
        from learning.fact_enrollment as present
        inner join learning_staging.staging_fact_enrollment as staged
            on staged._run_id = p_run_id
            and staged.user_key = present.user_key
            and staged.course_key = present.course_key
        where present._batch_date > p_batch_date;

        delete from learning.fact_enrollment
        using learning_staging.superseded_fact_enrollment
        where superseded_fact_enrollment._batch_date = fact_enrollment._batch_date
            and superseded_fact_enrollment.user_key = fact_enrollment.user_key
            and superseded_fact_enrollment.course_key = fact_enrollment.course_key;
    end if;

    -- Rows of this batch that give way to another's.
    insert into learning_staging.superseded_fact_enrollment (
        user_key,
        course_key,
        date_key,
        price_at_enrollment,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.user_key,
        staged.course_key,
        staged.date_key,
        staged.price_at_enrollment,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from learning_staging.staging_fact_enrollment as staged
    where staged._run_id = p_run_id
        and v_others > 0
        and exists (
            select 1
            from learning.fact_enrollment as present
            where present.user_key = staged.user_key
                and present.course_key = staged.course_key
        );

    -- So that the others are inserted without a look at each.
    if v_others > 0 then
        delete from learning_staging.staging_fact_enrollment
        using learning_staging.superseded_fact_enrollment
        where superseded_fact_enrollment._batch_date = p_batch_date
            and staging_fact_enrollment._run_id = p_run_id
            and superseded_fact_enrollment.user_key = staging_fact_enrollment.user_key
            and superseded_fact_enrollment.course_key = staging_fact_enrollment.course_key;
    end if;

    insert into learning.fact_enrollment (
        user_key,
        course_key,
        date_key,
        price_at_enrollment,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.user_key,
        staged.course_key,
        staged.date_key,
        staged.price_at_enrollment,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from learning_staging.staging_fact_enrollment as staged
    where staged._run_id = p_run_id;

    get diagnostics p_rows := row_count;

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from learning_staging.touched_dim_user
    where user_key in (select user_key from learning_staging.staging_fact_enrollment where _run_id = p_run_id)
        and user_key in (select user_key from learning.dim_user where _batch_date = date '0001-01-01');

    -- Whom its rows name stays, and nobody need look for other rows of theirs.
    delete from learning_staging.touched_dim_course
    where course_key in (select course_key from learning_staging.staging_fact_enrollment where _run_id = p_run_id)
        and course_key in (select course_key from learning.dim_course where _batch_date = date '0001-01-01');
end
$$;
