-- Generated from edtech.yaml by 'loadstar generate edtech'. Runs after all facts are in place.
-- A member that no batch names any more goes, unless a fact still refers to it.
create or replace procedure edtech.sweep_dim_instructor()
language plpgsql
as $$
begin
    delete from edtech_staging.touched_dim_instructor
    where instructor_key in (
        select instructor_key
        from edtech_staging.history_dim_instructor
        where _row_hash is not null
    );

    delete from edtech.dim_instructor
    where instructor_key in (select instructor_key from edtech_staging.touched_dim_instructor);
end
$$;
