-- Generated from learning.yaml by 'loadstar generate learning'. Runs before replace_fact_enrollment, while its rows may still be on their way.
-- Takes out what the batch contributed, as if it had never been loaded.
create or replace procedure learning_staging.retract_fact_enrollment(p_batch_date date)
language plpgsql
as $$
declare
    v_superseded bigint;
begin
    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_user (user_key)
    select named.user_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.user_key
        from learning.fact_enrollment as fact
        where fact._batch_date = p_batch_date
    ) as named
    inner join (
        select distinct user_key
        from learning.dim_user as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.user_key = named.user_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_user (user_key)
    select named.user_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.user_key
        from learning_staging.superseded_fact_enrollment as fact
        where fact._batch_date = p_batch_date
    ) as named
    inner join (
        select distinct user_key
        from learning.dim_user as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.user_key = named.user_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from learning.fact_enrollment as fact
        where fact._batch_date = p_batch_date
    ) as named
    inner join (
        select distinct course_key
        from learning.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into learning_staging.touched_dim_course (course_key)
    select named.course_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.course_key
        from learning_staging.superseded_fact_enrollment as fact
        where fact._batch_date = p_batch_date
    ) as named
    inner join (
        select distinct course_key
        from learning.dim_course as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.course_key = named.course_key;

    delete from learning.fact_enrollment
    where _batch_date = p_batch_date;
    delete from learning_staging.superseded_fact_enrollment
    where _batch_date = p_batch_date;

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
end
$$;
