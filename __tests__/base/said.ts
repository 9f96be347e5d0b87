console.log("said");
