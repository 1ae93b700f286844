-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per user_key, course_key.
create or replace procedure learning.replace_fact_enrollment(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_superseded bigint;
    v_others bigint;
begin
    -- What this batch contributed before.
    delete from learning.fact_enrollment where _batch_date = p_batch_date;
    delete from learning_staging.superseded_fact_enrollment where _batch_date = p_batch_date;

    -- Rows that had given way to it return; of several, the first batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from learning_staging.superseded_fact_enrollment
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into learning.fact_enrollment
        select superseded.*
        from learning_staging.superseded_fact_enrollment as superseded
        inner join (
            select
                user_key,
                course_key,
                min(_batch_date) as _batch_date
            from learning_staging.superseded_fact_enrollment
            group by
                user_key,
                course_key
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.user_key = superseded.user_key
            and winner.course_key = superseded.course_key
        left join learning.fact_enrollment as present
            on present.user_key = superseded.user_key
            and present.course_key = superseded.course_key
        where present._batch_date is null;

        delete from learning_staging.superseded_fact_enrollment
        using learning.fact_enrollment
        where fact_enrollment._batch_date = superseded_fact_enrollment._batch_date
            and fact_enrollment.user_key = superseded_fact_enrollment.user_key
            and fact_enrollment.course_key = superseded_fact_enrollment.course_key;
    end if;

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
    inner join learning.fact_enrollment as present
        on present.user_key = staged.user_key
        and present.course_key = staged.course_key
    where staged._run_id = p_run_id
        and v_others > 0;

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
    left join learning.fact_enrollment as present
        on v_others > 0
        and present.user_key = staged.user_key
        and present.course_key = staged.course_key
    where staged._run_id = p_run_id
        and present._batch_date is null;

    get diagnostics p_rows = row_count;
end
$$;
