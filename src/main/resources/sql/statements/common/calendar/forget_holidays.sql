delete from loadstar.holiday
