-- Where the area is made anew it is not there, and Redshift cannot drop what is not there.
create or replace procedure {{ procedure }}
language plpgsql
as $$
begin
    return;
end
$$;

drop procedure {{ procedure }};
